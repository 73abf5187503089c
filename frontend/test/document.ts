/** A document for elements to be in. Imported before they are. */

import { GlobalRegistrator } from "@happy-dom/global-registrator";

GlobalRegistrator.register({ url: "http://home.test/alexa-privacy" });
