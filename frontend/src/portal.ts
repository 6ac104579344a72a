// What the customer's pages load: no shortcuts, and a socket only where a page declares something live.
import { startAnchors } from "./anchors";
import { startCopying } from "./copy";
import { startDialogs } from "./dialog";
import { startDirections } from "./direction";
import { startErrors } from "./errors";
import { startLive } from "./live";
import { startMenus } from "./menu";
import { forbidEvaluation } from "./no_eval";
import { startPrinting } from "./print";
import { startSending } from "./sending";
import { startTheme } from "./theme";
import { startToasts } from "./toast";

forbidEvaluation();
startTheme();
startMenus();
startDialogs();
startDirections();
startToasts();
startSending();
startAnchors();
startCopying();
startPrinting();
startLive();
startErrors();
