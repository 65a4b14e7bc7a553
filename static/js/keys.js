// No key of the editor with Ctrl and Alt: on a Swedish keyboard those two are AltGr, which writes @, {, [ and €.

import { Extension, Plugin } from "django-prose-editor/editor";

export const SwedishKeys = Extension.create({
  name: "swedishKeys",
  priority: 1000,
  addProseMirrorPlugins() {
    return [new Plugin({ props: { handleDOMEvents: { keydown: (view, event) => event.altKey && (event.ctrlKey || event.metaKey) } } })];
  },
});
