/** Somebody who consented, by the id that a deauthorize callback names: all that they connected hangs on them. */
export function personLink(id: string): string {
  return `meta/person/${id}`;
}

/** A Page: its subscription carries both its own deliveries and those of the Instagram account linked to it. */
export function pageLink(id: string): string {
  return `meta/page/${id}`;
}
