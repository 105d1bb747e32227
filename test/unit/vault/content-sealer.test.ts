import { Purpose, PurposeRefused } from '../../../lambdas/domain/purpose.ts';
import { ContentSealer } from '../../../lambdas/vault/content-sealer.ts';
import { FakeSubjectKeys } from '../../support/fakes.ts';

const MESSAGE = { workspaceId: 'ws_1', record: 'a_conversation/an_entry', field: 'content' };
const ADDRESS = { workspaceId: 'ws_1', record: 'member/u_1', field: 'email' };

describe('CPD-2: a sealed value', () => {
  it('is opened for the purposes that the data inventory has for it', async () => {
    const sealers = new ContentSealer(new FakeSubjectKeys());
    const sealed = await sealers.for(Purpose.inbox).seal(MESSAGE, 's_1', 'สวัสดี');
    for (const purpose of [Purpose.inbox, Purpose.support, Purpose.privacyRequest])
      expect(await sealers.for(purpose).open(MESSAGE, sealed)).toBe('สวัสดี');
  });

  it('is opened for no other', async () => {
    const sealers = new ContentSealer(new FakeSubjectKeys());
    const message = await sealers.for(Purpose.inbox).seal(MESSAGE, 's_1', 'สวัสดี');
    const address = await sealers.for(Purpose.administration).seal(ADDRESS, 'member/u_1', 'nid@example.com');
    await expect(sealers.for(Purpose.administration).open(MESSAGE, message)).rejects.toThrow(PurposeRefused);
    await expect(sealers.for(Purpose.analytics).open(ADDRESS, address)).rejects.toThrow(PurposeRefused);
  });

  it('is opened by nobody who has no purpose', () => {
    const sealers = new ContentSealer(new FakeSubjectKeys());
    for (const none of ['inbox', 'sale', undefined, { name: 'inbox' }])
      expect(() => sealers.for(none as unknown as Purpose)).toThrow(PurposeRefused);
  });
});
