// What staff pages load.
import { startDesk } from "./desk";
import { startCopying } from "./copy";
import { startDialogs } from "./dialog";
import { startKeyboard } from "./keyboard";
import { startLive } from "./live";
import { startMenus } from "./menu";
import { forbidEvaluation } from "./no_eval";
import { startPasskeys } from "./passkeys";
import { startPresence } from "./presence";
import { startResults } from "./results";
import { startTheme } from "./theme";
import { startToasts } from "./toast";
import { startUnsavedWarning } from "./unsaved";

forbidEvaluation();
startTheme();
startMenus();
startDialogs();
startToasts();
startKeyboard();
startResults();
startPresence();
startLive();
startDesk();
startPasskeys();
startCopying();
startUnsavedWarning();
