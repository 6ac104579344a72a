// What the customer's pages load: no shortcuts, and a socket only where a page declares something live.
import { startDialogs } from "./dialog";
import { startLive } from "./live";
import { startMenus } from "./menu";
import { forbidEvaluation } from "./no_eval";
import { startPresence } from "./presence";
import { startTheme } from "./theme";
import { startToasts } from "./toast";

forbidEvaluation();
startTheme();
startMenus();
startDialogs();
startToasts();
startPresence();
startLive();
