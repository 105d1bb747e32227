import * as z from 'zod/mini';
import { CORRECTION_REASONS } from '../../../domain/customer.ts';
import { Purpose } from '../../../domain/purpose.ts';
import { correctCustomer } from '../../../usecases/customers/correct-customer.ts';
import { readCustomer } from '../../../usecases/customers/read-customer.ts';
import { memberRoute, type Route } from '../route.ts';
import { component, id, platform, time } from '../schemas.ts';
import { customerToWire } from '../wire.ts';

/** The head of a conversation holds it, and a head of more than 1 KB costs twice with each message. */
const MAX_NAME = 100;

/** A customer. */
export const customer = component(
  'Customer',
  'The other side of a conversation. `correctedAt` is there when a member corrected the name.',
  z.strictObject({
    id,
    platform,
    connectionId: id,
    conversationId: id,
    displayName: z.nullable(z.string()),
    platformUserId: z.nullable(z.string()),
    correctedAt: z.optional(time),
  }),
);

const params = z.strictObject({ id });

/** Who writes to the shop. */
export const customerRoutes: readonly Route[] = [
  memberRoute({
    operation: 'getCustomer',
    method: 'GET',
    path: '/v1/customers/{id}',
    allow: 'customers:manage',
    purpose: Purpose.inbox,
    doc: 'The profile of a customer, by the `customer.id` of a conversation.',
    params,
    answer: { status: 200, doc: 'The customer.', schema: customer },
    handle: async ({ deps, session, params: { id: customerId } }) =>
      customerToWire(await readCustomer(deps, session, customerId)),
  }),
  memberRoute({
    operation: 'correctCustomer',
    method: 'PATCH',
    path: '/v1/customers/{id}',
    allow: 'customers:manage',
    purpose: Purpose.inbox,
    doc: "Corrects a customer's name; the platform's no longer counts. Written to the audit trail, without the name.",
    params,
    body: z.strictObject({
      displayName: z
        .string()
        .check(
          z.trim(),
          z.normalize('NFC'),
          z.minLength(1, 'must not be empty'),
          z.maxLength(MAX_NAME, `must have at most ${MAX_NAME} characters`),
        ),
      reason: z.enum(CORRECTION_REASONS),
    }),
    answer: { status: 200, doc: 'The customer, with the new name.', schema: customer },
    handle: async ({ deps, session, params: { id: customerId }, body }) =>
      customerToWire(await correctCustomer(deps, session, customerId, body)),
  }),
];
