/** What was said last to those who do not see the page. */
class Announcer {
  text = $state("");

  say(text: string): void {
    // The same sentence twice would be no change, and silent.
    this.text = this.text === text ? `${text}\u00a0` : text;
  }
}

export const announcer = new Announcer();

/** Says something to those who do not see the page, when they have heard what is being read. */
export function announce(text: string): void {
  announcer.say(text);
}
