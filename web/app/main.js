/** @file Starts the page. */

import { startViews } from './context.js';
import { openFirstModel } from './models/opening.js';
import { startFileDrop } from './shell/file-drop.js';
import { addViews, startNavigation } from './shell/navigation.js';
import { startOffline } from './shell/offline.js';
import { views } from './views/index.js';

addViews(views);
const context = startViews(views);
startNavigation(views);
startFileDrop(context);
openFirstModel(context.say);
startOffline();
