import { outboxFrom, type Waiting } from '../../../web/src/inbox/composer/outbox.ts';
import { Sender, type Verdict } from '../../../web/src/inbox/composer/sender.ts';

const item = (key: string, over: Partial<Waiting> = {}): Waiting => ({
  key,
  conversationId: 'v_1',
  draft: { kind: 'text', text: key },
  seen: 'e1',
  at: 0,
  state: 'waiting',
  ...over,
});

/** A browser tab, and a service that answers when the test says so. */
function tab(kept: { text: string | null } = { text: null }) {
  const asked: { item: Waiting; answer: (verdict: Verdict) => void }[] = [];
  const timers: (() => void)[] = [];
  const sender = new Sender({
    send: (one) => new Promise((answer) => asked.push({ item: one, answer })),
    kept: { get: () => kept.text, set: (text) => Object.assign(kept, { text }) },
    later: (_, then) => timers.push(then),
  });
  const answer = async (verdict: Verdict) => {
    asked.shift()?.answer(verdict);
    for (let i = 0; i < 5; i += 1) await Promise.resolve();
  };
  return { sender, asked, timers, answer, kept };
}

describe('messages on their way', () => {
  it('are sent one after the other, in order', async () => {
    const { sender, asked, answer } = tab();
    sender.act({ type: 'written', item: item('k1') });
    sender.act({ type: 'written', item: item('k2') });
    sender.act({ type: 'written', item: item('k3', { conversationId: 'v_2' }) });
    expect(asked.map(({ item: { key } }) => key)).toEqual(['k1', 'k3']);
    await answer({ is: 'taken', entryId: 'e5' });
    expect(asked.map(({ item: { key } }) => key)).toEqual(['k3', 'k2']);
  });

  it('have seen the own message before', async () => {
    const { sender, asked, answer } = tab();
    sender.act({ type: 'written', item: item('k1') });
    sender.act({ type: 'written', item: item('k2') });
    await answer({ is: 'taken', entryId: 'e5' });
    expect(asked[0]?.item).toMatchObject({ key: 'k2', seen: 'e5' });
  });

  it('are neither lost nor doubled by a reload', async () => {
    const first = tab();
    first.sender.act({ type: 'written', item: item('k1') });
    const second = tab(first.kept);
    second.sender.resume();
    expect(second.asked.map(({ item: { key } }) => key)).toEqual(['k1']);
    await second.answer({ is: 'taken', entryId: 'e5' });
    expect(second.sender.outbox.get()).toEqual([]);
    expect(tab(second.kept).sender.outbox.get()).toEqual([]);
  });

  it('are tried again with the same key while nobody knows', async () => {
    const { sender, asked, timers, answer } = tab();
    sender.act({ type: 'written', item: item('k1') });
    await answer({ is: 'unclear' });
    expect(asked).toEqual([]);
    sender.resume();
    expect(asked).toEqual([]);
    timers.shift()?.();
    expect(asked.map(({ item: { key } }) => key)).toEqual(['k1']);
  });

  it('wait for a choice when somebody answered meanwhile', async () => {
    const { sender, asked, answer } = tab();
    sender.act({ type: 'written', item: item('k1') });
    await answer({ is: 'answered' });
    expect(sender.outbox.get()).toMatchObject([{ key: 'k1', state: 'answered' }]);
    sender.act({ type: 'again', key: 'k1', seen: 'e9' });
    expect(asked[0]?.item).toMatchObject({ key: 'k1', seen: 'e9' });
  });

  it('stay with their reason when they are refused, and hold nothing up', async () => {
    const { sender, asked, answer } = tab();
    sender.act({ type: 'written', item: item('k1') });
    sender.act({ type: 'written', item: item('k2') });
    await answer({ is: 'refused', refusal: { code: 'window_closed', message: '', details: [] } });
    expect(sender.outbox.get()[0]).toMatchObject({ state: 'refused', refusal: { code: 'window_closed' } });
    expect(asked.map(({ item: { key } }) => key)).toEqual(['k2']);
    sender.act({ type: 'dropped', key: 'k1' });
    expect(sender.outbox.get().map(({ key }) => key)).toEqual(['k2']);
  });

  it('are forgotten when somebody signs out, whatever comes back', async () => {
    const { sender, answer } = tab();
    sender.act({ type: 'written', item: item('k1') });
    sender.clear();
    await answer({ is: 'answered' });
    expect(sender.outbox.get()).toEqual([]);
  });

  it.each([null, '', '{', '{}', '[1,null,{"key":1}]'])('are none in what is no outbox: %j', (text) => {
    expect(outboxFrom(text)).toEqual([]);
  });
});
