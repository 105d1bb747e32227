import type { AuthorizeRequest } from '../../../../ports/account-access.ts';
import { withQuery } from '../../../shared/access/addresses.ts';

/**
 * Shop's consent page for sellers outside the USA. What is asked for and where it leads back to stand in the app's settings in
 * Partner Center: the address has fields for neither.
 * https://partner.tiktokshop.com/docv2/page/seller-authorization-guide
 */
export function authorizeUrl({ app, state }: AuthorizeRequest): string {
  return withQuery('https://services.tiktokshop.com/open/authorize', {
    service_id: app.facts.serviceId,
    state,
  });
}
