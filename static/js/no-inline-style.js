// The text editor looks for its own <style data-tiptap-style> before it writes one into the page, which the content security policy
// would stop and report. It finds this: an element of that name that is no HTML, hence no stylesheet. The rules are in components.css.
// A plain deferred script, so that it runs before every module.

{
  const found = document.createElementNS("urn:remiss:no-inline-style", "style");
  found.setAttribute("data-tiptap-style", "");
  document.head.append(found);
}
