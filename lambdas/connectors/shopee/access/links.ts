/** The merchant's app: one address and one list of push types for all its shops. */
export function appLink(partnerId: string): string {
  return `shopee/app/${partnerId}`;
}

/** A login for several shops, which consented for all of them at once. */
export function mainAccountLink(mainAccountId: string): string {
  return `shopee/main_account/${mainAccountId}`;
}
