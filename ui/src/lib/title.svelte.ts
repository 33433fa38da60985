// What the head of the window says beside the name of the screen: the handoff's account, say.

class Title {
  /** Set by the screen that shows one thing; emptied when the person goes elsewhere. */
  detail = $state<string | null>(null);
}

export const title = new Title();
