"""What is run in a page, in a world of its own: there the page's scripts cannot change what the functions do."""

from __future__ import annotations

NUMBER = "data-section54-number"
"""The attribute by which an element of the copy is found again on the page."""

QUIET = """
new Promise(done => setTimeout(() => (globalThis.requestIdleCallback || setTimeout)(
  () => done(document.readyState !== 'loading'), {timeout: 1000}), %d))
"""
"""Waits so many milliseconds, and until the page has nothing to do; says whether all of it is there."""

COPY = """
(() => {
  const most = 10000000;
  const elements = globalThis.elements ||= [];
  const numbers = globalThis.numbers ||= new WeakMap();
  const numbered = element => {
    if (!numbers.has(element)) { numbers.set(element, elements.length); elements.push(element); }
    return numbers.get(element);
  };
  const leadsNowhere = element => {
    if (!element.matches('a, button, [role=link], [role=button], [onclick]')) return false;
    const href = (element.getAttribute('href') || '').trim().toLowerCase();
    return ['', '#', '#!'].includes(href) || href.startsWith('javascript:');
  };
  // Nothing runs in such a document, not even the constructors of the page's own elements.
  const inert = document.implementation.createHTMLDocument('');
  const copied = root => {
    const copy = inert.importNode(root, true);
    const [from, to] = [[root, ...root.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
    from.forEach((element, place) => {
      if (elements.length < 500 && leadsNowhere(element)) to[place].setAttribute('NUMBER', numbered(element));
      // What a visitor sees in the page, and no copy of the page itself would hold.
      let inner = element.shadowRoot;
      if (element.localName === 'iframe') {
        try { inner = element.contentDocument?.body; } catch { inner = null; }
      }
      if (!inner?.childNodes.length) return;
      const box = inert.createElement('div');
      for (const child of inner.childNodes) {
        box.append(child.nodeType === 1 ? copied(child) : inert.importNode(child, true));
      }
      if (element.localName === 'iframe') to[place].after(box); else to[place].append(box);
    });
    return copy;
  };
  const copy = copied(document.documentElement);
  // Scripts have done their work; what they left is all there is to see.
  const gone = 'script, noscript, meta[charset], meta[http-equiv=content-type i], meta[http-equiv=refresh i]';
  for (const element of copy.querySelectorAll(gone)) element.remove();
  return {
    html: ('<!DOCTYPE html>\\n' + copy.outerHTML).slice(0, most),
    base: document.baseURI,
    address: location.href,
    words: (document.body?.innerText.match(/\\S+/g) || []).length,
    links: document.links.length,
  };
})()
""".replace("NUMBER", NUMBER)

CLICK = "globalThis.elements?.[%d]?.click()"
"""Clicks an element by its number."""
