import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { previewRetention } from '../../../usecases/retaining/preview-retention.ts';
import { changeRetention, readRetention } from '../../../usecases/retaining/retention-settings.ts';
import { type PrivacyApiDeps, privacyRoute } from '../../privacy-api/privacy-api.ts';
import * as schemas from '../../privacy-api/retention-schemas.ts';
import { RulesVersionRequired } from '../http-errors.ts';
import type { MemberRoute } from '../route.ts';

const allow = 'retention:manage';
const purpose = Purpose.administration;
const answer = { status: 200, doc: 'What was chosen, and what holds.', schema: schemas.retention } as const;

/** How long data of customers is kept. */
export const retentionRoutes: readonly MemberRoute<PrivacyApiDeps>[] = [
  privacyRoute({
    operation: 'getRetention',
    method: 'GET',
    path: '/v1/settings/retention',
    allow,
    purpose,
    doc: 'How long data is kept, by platform and category, with caps and their sources.',
    answer,
    handle: async ({ deps, session }) => schemas.retentionToWire(await readRetention(deps, session)),
  }),
  privacyRoute({
    operation: 'changeRetention',
    method: 'PUT',
    path: '/v1/settings/retention',
    allow,
    purpose,
    doc: 'Chooses all rules anew; what is absent follows the default. A rule above a cap is refused. What is over by the new rules is not shown within a minute, and removed by the next sweep.',
    headers: z.object({
      'if-match': z
        .optional(schemas.retentionVersion)
        .check(z.describe('The `version` that you saw. Without it: 428; if it is another by now: 409.')),
    }),
    body: schemas.retentionRules,
    answer,
    handle: async ({ deps, session, headers, body }) => {
      const seen = headers['if-match'];
      if (seen === undefined) throw new RulesVersionRequired();
      return schemas.retentionToWire(await changeRetention(deps, session, seen, body.rules));
    },
  }),
  privacyRoute({
    operation: 'previewRetention',
    method: 'POST',
    path: '/v1/settings/retention/preview',
    allow,
    purpose,
    doc: 'Counts what these rules would remove, and changes nothing. Of a large workspace it counts a part, and says so.',
    body: schemas.retentionRules,
    answer: { status: 200, doc: 'Counts by platform and category.', schema: schemas.retentionPreview },
    handle: async ({ deps, session, body }) => {
      const { counts, complete } = await previewRetention(deps, session, body.rules);
      return { complete, counts: counts.map((one) => ({ ...one })) };
    },
  }),
];
