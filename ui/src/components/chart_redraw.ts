/** How far ahead a node is looked for that is of the wanted kind. */
const AHEAD = 24;

function sameAttributes(now: Element, wanted: Element): void {
  for (const name of now.getAttributeNames()) if (!wanted.hasAttribute(name)) now.removeAttribute(name);
  for (const { name, value } of wanted.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
}

/** How many nodes from `at` on the next of a kind stands; null where none is near. */
function ahead(list: ChildNode[], at: number, kind: string): number | null {
  for (let far = 1; far <= AHEAD; far += 1) if (list[at + far]?.nodeName === kind) return far;
  return null;
}

/** A mark more or less leaves those before and after it as they are. */
function sameChildren(parent: Node, now: ChildNode[], wanted: ChildNode[]): void {
  let at = 0;
  let to = 0;
  const goes = (count: number): void => {
    for (const gone of now.slice(at, at + count)) gone.remove();
    at += count;
  };
  const comes = (count: number): void => {
    for (const come of wanted.slice(to, to + count)) parent.insertBefore(come, now[at] ?? null);
    to += count;
  };
  for (let old = now[at], next = wanted[to]; old !== undefined && next !== undefined; old = now[at], next = wanted[to]) {
    if (old.nodeName === next.nodeName) {
      redraw(old, next);
      at += 1;
      to += 1;
      continue;
    }
    const [more, less] = [ahead(wanted, to, old.nodeName), ahead(now, at, next.nodeName)];
    if (less !== null && less <= (more ?? Infinity)) goes(less);
    else if (more !== null) comes(more);
    else {
      comes(1);
      goes(1);
    }
  }
  goes(now.length - at);
  comes(wanted.length - to);
}

/**
 * Makes a drawing like another one of the same kind and touches only what differs, so that a bar that moves is all there is
 * to lay out and to paint.
 */
export function redraw(now: ChildNode, wanted: ChildNode): void {
  if (now.nodeValue !== wanted.nodeValue) now.nodeValue = wanted.nodeValue;
  if (now instanceof Element && wanted instanceof Element) sameAttributes(now, wanted);
  sameChildren(now, [...now.childNodes], [...wanted.childNodes]);
}
