/**
 * The widget's own style: the product's tokens in pixels, inside a shadow root. Nothing of the host page reaches in
 * (its root font size included) and nothing reaches out.
 */
const LIGHT = `
  --base-100: oklch(99.7% 0.0015 95); --base-200: oklch(97.3% 0.004 95); --content: oklch(25% 0.016 225);
  --primary: oklch(44% 0.076 212); --primary-content: oklch(99% 0.005 200); --primary-soft: oklch(94.6% 0.011 205);
  --muted: oklch(44% 0.016 225); --subtle: oklch(51% 0.014 225); --line: oklch(91.2% 0.006 95);
  --line-strong: oklch(66% 0.012 225); --success: oklch(49% 0.105 155); --success-soft: oklch(94.8% 0.018 155);
  --error: oklch(51% 0.17 27); --error-content: oklch(99% 0.006 27); --warning-soft: oklch(95.8% 0.03 78);
  --warning-ink: oklch(46% 0.1 58); --hover: oklch(25% 0.016 225 / .05);
  --shadow: 0 2px 6px oklch(25% 0.02 225 / .1), 0 12px 36px oklch(25% 0.02 225 / .16);
`;
const DARK = `
  --base-100: oklch(22.5% 0.012 222); --base-200: oklch(27% 0.013 222); --content: oklch(93.5% 0.006 200);
  --primary: oklch(77% 0.09 203); --primary-content: oklch(20% 0.03 215); --primary-soft: oklch(30.5% 0.024 212);
  --muted: oklch(78% 0.01 215); --subtle: oklch(72% 0.011 215); --line: oklch(31% 0.013 222);
  --line-strong: oklch(55% 0.014 222); --success: oklch(77% 0.12 157); --success-soft: oklch(29% 0.027 170);
  --error: oklch(72% 0.14 25); --error-content: oklch(18% 0.04 25); --warning-soft: oklch(31% 0.03 85);
  --warning-ink: oklch(84% 0.11 78); --hover: oklch(93.5% 0.006 200 / .07);
  --shadow: 0 2px 6px oklch(0% 0 0 / .3), 0 12px 36px oklch(0% 0 0 / .4);
`;

const RULES = `
:host { all: initial !important; position: fixed !important; z-index: 2147483000 !important;
  inset: auto 0 0 auto !important; display: block !important; }
:host([hidden]) { display: none !important; }
.root { ${LIGHT} all: initial; color-scheme: light; color: var(--content); -webkit-text-size-adjust: 100%;
  font: 400 15px/1.5 "Moked Heebo", Heebo, "Noto Sans Hebrew", "Segoe UI", "Arial Hebrew", Arial, system-ui, sans-serif; }
.root * { box-sizing: border-box; }
.root[data-theme="dark"] { ${DARK} color-scheme: dark; }
@media (prefers-color-scheme: dark) { .root[data-theme="auto"] { ${DARK} color-scheme: dark; } }
button, textarea, input { font: inherit; color: inherit; letter-spacing: normal; }
button { cursor: pointer; border: 0; background: none; padding: 0; }
button:disabled { cursor: default; }
h2, h3, p, form { margin: 0; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--primary); outline-offset: 2px; }
.icon { display: block; flex: none; }
[dir="rtl"] .turns { transform: scaleX(-1); }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.launcher { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; width: 56px; height: 56px;
  border-radius: 50%; display: grid; place-items: center; background: var(--primary); color: var(--primary-content);
  box-shadow: var(--shadow); transition: scale 120ms cubic-bezier(.2,0,0,1); }
.launcher:hover { scale: 1.04; }
.badge { position: absolute; inset-block-start: -3px; inset-inline-end: -3px; min-width: 22px; height: 22px;
  padding-inline: 6px; border-radius: 11px; background: var(--error); color: var(--error-content);
  font-size: 12px; font-weight: 600; line-height: 22px; text-align: center; }

.panel { position: fixed; inset-block-end: 20px; inset-inline-end: 20px; width: min(384px, calc(100vw - 40px));
  height: min(640px, calc(100dvh - 40px)); display: flex; flex-direction: column; overflow: hidden;
  background: var(--base-100); border: 1px solid var(--line); border-radius: 16px; box-shadow: var(--shadow);
  animation: appear 180ms cubic-bezier(.2,0,0,1); }
@keyframes appear { from { opacity: 0; translate: 0 4px; } }
header { display: flex; align-items: center; gap: 4px; padding: 12px; padding-inline-start: 18px;
  border-block-end: 1px solid var(--line); }
.who { flex: 1; min-width: 0; }
h2 { font-size: 16px; font-weight: 600; line-height: 22px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.status { font-size: 13px; line-height: 18px; color: var(--muted); }
.tool { width: 44px; height: 44px; display: grid; place-items: center; border-radius: 8px; color: var(--muted); flex: none; }
.tool:hover { background: var(--hover); color: var(--content); }
.offline { padding: 8px 18px; font-size: 13px; line-height: 20px; background: var(--warning-soft); color: var(--warning-ink); }

.menu { position: absolute; z-index: 2; inset-block-start: 60px; inset-inline-end: 12px; min-width: 210px; padding: 6px;
  background: var(--base-100); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
.menu button { display: block; width: 100%; min-height: 44px; padding: 8px 12px; border-radius: 8px; text-align: start; }
.menu button:hover { background: var(--hover); }

.log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px 8px;
  display: flex; flex-direction: column; scrollbar-width: thin; }
.lines { display: flex; flex-direction: column; }
.log:focus-visible { outline-offset: -2px; }
.line { max-width: 84%; align-self: flex-start; margin-block-end: 8px; }
.line.mine { align-self: flex-end; }
.name { font-size: 13px; font-weight: 600; line-height: 20px; margin-block-end: 2px; }
.bubble { padding: 9px 13px; border-radius: 12px; background: var(--primary-soft); overflow-wrap: anywhere; }
.mine .bubble { background: var(--base-200); }
.bubble p { text-align: start; }
.bubble p + p { margin-block-start: 6px; }
.bubble a { color: var(--primary); text-decoration: underline; text-underline-offset: 2px; }
.meta { display: flex; align-items: center; gap: 4px; margin-block-start: 3px; font-size: 12px; line-height: 18px;
  color: var(--subtle); }
.mine .meta { justify-content: flex-end; }
.meta .seen { color: var(--primary); }
.failed { color: var(--error); }
.again { display: inline-flex; align-items: center; gap: 4px; min-height: 28px; padding-inline: 8px; border-radius: 8px;
  color: var(--primary); font-weight: 500; }
.again:hover { background: var(--hover); }
.picture { display: block; border-radius: 12px; overflow: hidden; border: 1px solid var(--line); background: var(--base-200); }
.picture img { display: block; max-width: 100%; width: auto; min-width: 96px; min-height: 72px; max-height: 220px; object-fit: cover; }
.file { display: flex; align-items: center; gap: 8px; min-height: 44px; padding: 8px 12px; border: 1px solid var(--line);
  border-radius: 12px; color: inherit; text-decoration: none; }
a.file:hover { background: var(--hover); }
.file bdi { overflow-wrap: anywhere; }
.bubble + .picture, .bubble + .file { margin-block-start: 4px; }
.track { height: 4px; margin-block-start: 6px; border-radius: 2px; background: var(--line); overflow: hidden; }
.track i { display: block; height: 100%; border-radius: 2px; background: var(--primary); }
.typing { align-self: flex-start; font-size: 13px; line-height: 20px; color: var(--muted); }
.notice { align-self: stretch; margin-block: 4px 8px; text-align: center; font-size: 13px; line-height: 20px; color: var(--muted); }

.card { margin: 0 14px 12px; padding: 14px 16px; border: 1px solid var(--line); border-radius: 12px; flex: none; }
.card.lifted { box-shadow: 0 1px 2px oklch(25% 0.02 225 / .05), 0 4px 16px oklch(25% 0.02 225 / .07); }
.card h3 { font-size: 16px; font-weight: 600; line-height: 24px; }
.card .lead { margin-block: 2px 12px; font-size: 13px; line-height: 20px; color: var(--muted); }
.row { display: flex; gap: 8px; }
.row > * { flex: 1; }
.button { min-height: 44px; padding: 8px 14px; border-radius: 8px; font-weight: 500; text-align: center; text-decoration: none;
  border: 1px solid var(--line-strong); display: inline-block; color: var(--content); }
.button:hover { background: var(--hover); }
.button.primary { background: var(--primary); border-color: var(--primary); color: var(--primary-content); }
.button.primary:hover { background: color-mix(in oklab, var(--primary) 92%, var(--content)); }
.button:disabled { opacity: .6; }
.done { display: flex; gap: 8px; align-items: flex-start; color: var(--success); font-weight: 500; }
.done + .lead, .done + [role="group"] .lead { margin-block-start: 8px; }
.mark { min-height: 44px; border: 1px solid var(--line-strong); border-radius: 8px; font-weight: 500; }
.mark:hover { background: var(--primary-soft); border-color: var(--primary); }
.mark:disabled { opacity: .6; }
.ends { display: flex; justify-content: space-between; margin-block-start: 4px; font-size: 12px; color: var(--subtle); }
.link { display: inline-block; padding-block: 10px; font-size: 14px; color: var(--primary); text-underline-offset: 2px; }
label { display: block; font-size: 13px; line-height: 20px; font-weight: 500; margin-block-end: 10px; }
label span { color: var(--subtle); font-weight: 400; }
input { display: block; width: 100%; min-height: 44px; margin-block-start: 2px; padding: 8px 12px; font-size: 16px;
  font-weight: 400; background: var(--base-100); border: 1px solid var(--line-strong); border-radius: 8px; }
input[aria-invalid="true"] { border-color: var(--error); }
.error { margin-block-end: 10px; font-size: 13px; line-height: 20px; color: var(--error); }
.hint { padding: 0 18px 10px; font-size: 13px; line-height: 20px; color: var(--muted); }

.composer { display: flex; align-items: flex-end; gap: 4px; margin: 0 14px 14px; padding: 3px; flex: none;
  border: 1px solid var(--line-strong); border-radius: 12px; background: var(--base-100); }
.composer:focus-within { outline: 2px solid var(--primary); outline-offset: 1px; }
textarea { flex: 1; min-width: 0; height: 44px; max-height: 132px; padding: 10px 4px; resize: none; border: 0; outline: 0;
  background: none; font-size: 16px; line-height: 24px; }
textarea:focus-visible { outline: 0; }
/* An empty field finds no direction of its own: it stands in the page's. */
.root[dir="rtl"] [dir="auto"]:placeholder-shown { direction: rtl; }
textarea::placeholder { color: var(--subtle); opacity: 1; }
.send { width: 44px; height: 44px; display: grid; place-items: center; border-radius: 9px; flex: none;
  background: var(--primary); color: var(--primary-content); }
.send:disabled { background: none; color: var(--line-strong); }

@media (max-width: 599px), (max-height: 479px) {
  .panel { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; padding-block-end: env(safe-area-inset-bottom); }
}
@media (prefers-reduced-motion: reduce) { .root *, .root { animation: none !important; transition: none !important; } }
@media (forced-colors: active) { .launcher, .bubble, .button { border: 1px solid; } }
`;

/** Goes through the object model, so a host page that forbids inline styles does not stop it. */
export function dress(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  root.adoptedStyleSheets = [sheet];
}
