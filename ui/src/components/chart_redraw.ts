function sameAttributes(now: Element, wanted: Element): void {
  for (const name of now.getAttributeNames()) if (!wanted.hasAttribute(name)) now.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
}

function isAlike(now: Node, wanted: Node): boolean {
  return now.nodeName === wanted.nodeName && now.childNodes.length === wanted.childNodes.length;
}

/** Makes a drawing like another one and touches only what differs, so that a bar that moves is all there is to paint. */
export function redraw(now: ChildNode, wanted: ChildNode): void {
  if (!isAlike(now, wanted)) {
    now.replaceWith(wanted);
    return;
  }
  if (now.nodeValue !== wanted.nodeValue) now.nodeValue = wanted.nodeValue;
  if (now instanceof Element && wanted instanceof Element) sameAttributes(now, wanted);
  const after = [...wanted.childNodes];
  for (const [at, child] of [...now.childNodes].entries()) {
    const next = after[at];
    if (next !== undefined) redraw(child, next);
  }
}
