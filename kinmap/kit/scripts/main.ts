// Everything that runs in a browser, by name. A room adds one import and one line.

import * as passkey from "../../access/scripts/passkey.ts";
import * as guard from "../../casework/scripts/guard.ts";
import * as copy from "../../desk/scripts/copy.ts";
import * as swap from "../../guidance/scripts/swap.ts";
import * as again from "../../live/scripts/again.ts";
import * as asking from "../../live/scripts/asking.ts";
import * as back from "../../live/scripts/back.ts";
import * as draft from "../../live/scripts/draft.ts";
import * as idle from "../../live/scripts/idle.ts";
import * as drag from "../../mapping/scripts/drag.ts";
import * as into from "../../mapping/scripts/into.ts";
import * as keep from "../../mapping/scripts/keep.ts";
import * as children from "./children.ts";
import * as focus from "./focus.ts";
import * as frontend from "./frontend.ts";
import * as grow from "./grow.ts";
import { start } from "./parts.ts";
import * as reveal from "./reveal.ts";
import * as saved from "./saved.ts";
import * as token from "./token.ts";
import * as unsent from "./unsent.ts";

swap.listen(document); // first: it keeps its questions from those who listen for writes
saved.listen(document);
token.listen(document);
unsent.listen(document);
focus.listen(document);
drag.listen(document);
asking.listen(document);
again.listen(document);
draft.listen(document);
idle.listen(document);

start(document, [
  frontend.attach, // first: it tells the styles that scripts run
  children.attach,
  copy.attach,
  grow.attach,
  guard.attach,
  reveal.attach,
  unsent.attach,
  into.attach,
  passkey.attach, // before a box that signs in again hears of the form
  keep.attach,
  drag.attach,
  draft.attach,
  back.attach, // after draft: it knows which forms are long
]);
