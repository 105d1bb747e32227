import { createHmac } from 'node:crypto';
import { Forbidden, InvalidInput } from '../../domain/errors.ts';
import { subjectIdOf } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { PrivacyRequest, PrivacySubject } from '../../domain/privacy-request.ts';

/** What somebody asks for. */
export type Asked = Pick<PrivacyRequest, 'type' | 'subject' | 'correction' | 'reason'>;

/** @throws InvalidInput for what makes no sense; @throws Forbidden for what only an owner may ask for */
export function refuseNonsense({ role }: Pick<Session, 'role'>, { type, subject, correction }: Asked): void {
  const broken = (rule: string) => new InvalidInput('the request breaks a rule', [rule]);
  if (type === 'correct' && !isCustomer(subject))
    throw broken('subject: a correction is about a customer; members and shops correct what they are called');
  if (type === 'correct' && !correction) throw broken('correction: must be given for this type');
  if (type !== 'correct' && correction) throw broken('correction: does not go with this type');
  const ownersOnly = type === 'erase' && ('workspace' in subject || 'memberId' in subject);
  if (ownersOnly && role !== 'owner')
    throw new Forbidden('only an owner may ask for the erasure of the workspace or of a member');
}

/** Whether it is about somebody on the other side of a conversation. */
export function isCustomer(subject: PrivacySubject): boolean {
  return 'customerId' in subject || 'platformUserId' in subject;
}

/** Under which id a customer is kept, however they were named; null = it is about no customer, or nobody can tell any more. */
export function customerIdOf(idSecret: Buffer, subject: PrivacySubject): string | null {
  if ('customerId' in subject) return subject.customerId;
  if (!('platformUserId' in subject) || subject.platformUserId === null) return null;
  const { connectionId, platformUserId: id } = subject;
  return subjectIdOf(idSecret, connectionId, { key: id }, { kind: 'direct', id });
}

/** Stands for the subject in ids, so that they tell nothing of it: the same person has the same one, however they were named. */
export function subjectPrint(idSecret: Buffer, type: string, subject: PrivacySubject): string {
  const customerId = customerIdOf(idSecret, subject);
  const who = customerId === null ? Object.entries(subject) : [['customerId', customerId]];
  return createHmac('sha256', idSecret)
    .update(JSON.stringify(['privacy subject', type, who]))
    .digest('base64url');
}
