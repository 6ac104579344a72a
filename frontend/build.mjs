// Builds everything the browser loads into moked/static/built. Run from the repository root:
//   node frontend/build.mjs [--watch]
// Names stay plain: the server hashes them when it collects static files.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const built = join(root, "moked/static/built");
const watching = process.argv.includes("--watch");

// One line per script a page can load. Paths are relative to frontend/src.
const scripts = {
  staff: "staff.ts",
  portal: "portal.ts",
  reference: "reference.ts",
};
// For pages that are not ours: classic scripts, whose names stay their own, and the demo business's site.
const embedded = {
  widget: "widget/widget.ts",
  demo_site: "../styles/demo_site.css",
};

// Hebrew, Latin and accented Latin cover what the product writes; other scripts fall back to the system's fonts.
const fontSubsets = ["hebrew", "latin", "latin-ext"];

async function buildSprite() {
  const folder = join(here, "icons");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".svg")).sort();
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(join(folder, name), "utf8");
      const shape = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
      return `<symbol id="i-${name.slice(0, -4)}" viewBox="0 0 24 24">${shape}</symbol>`;
    }),
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
  await writeFile(join(built, "sprite.svg"), sprite);
}

async function copyFonts() {
  const source = join(root, "node_modules/@fontsource-variable/heebo/files");
  await mkdir(join(built, "fonts"), { recursive: true });
  await Promise.all(
    fontSubsets.map((subset) =>
      copyFile(join(source, `heebo-${subset}-wght-normal.woff2`), join(built, "fonts", `heebo-${subset}.woff2`)),
    ),
  );
}

function buildStyles() {
  const cli = join(root, "node_modules/@tailwindcss/cli/dist/index.mjs");
  const flags = watching ? ["--watch=always"] : ["--minify"];
  const child = spawn(
    process.execPath,
    [cli, "--input", join(here, "styles/app.css"), "--output", join(built, "app.css"), ...flags],
    { cwd: root, stdio: ["ignore", "inherit", "pipe"] },
  );
  // The command prints its banner on stderr even when all is well: keep it for when it fails.
  let noise = "";
  child.stderr.on("data", (chunk) => (watching ? process.stderr.write(chunk) : (noise += chunk)));
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(noise || `tailwind left with ${code}`))));
  });
}

const scriptOptions = (entries, format) => ({
  entryPoints: Object.entries(entries).map(([out, source]) => ({ in: join(here, "src", source), out })),
  outdir: built,
  bundle: true,
  format,
  target: "es2022",
  minify: !watching,
  sourcemap: watching ? "inline" : false,
  legalComments: "none",
  logLevel: "warning",
});
const bundles = [scriptOptions(scripts, "esm"), scriptOptions(embedded, "iife")];

await mkdir(built, { recursive: true });
await Promise.all([buildSprite(), copyFonts(), copyFile(join(here, "icon.svg"), join(built, "icon.svg"))]);
if (watching) {
  watch(join(here, "icons"), () => void buildSprite());
  const contexts = await Promise.all(bundles.map((options) => esbuild.context(options)));
  await Promise.all([...contexts.map((context) => context.watch()), buildStyles()]);
} else {
  await Promise.all([...bundles.map((options) => esbuild.build(options)), buildStyles()]);
}
