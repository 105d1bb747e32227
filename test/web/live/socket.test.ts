import { waitBeforeTry } from '../../../web/src/live/back-off.ts';
import { frameOf } from '../../../web/src/live/frame.ts';
import { presenceAfter, presenceOf } from '../../../web/src/live/presence.ts';
import { type Line, LiveSocket, type News, PING_MS, POLL_MS, PONG_MS } from '../../../web/src/live/socket.ts';

/** A service, and a clock that the test moves. */
function world(
  ticket: () => Promise<{ ticket: string; url: string } | 'never'> = async () => ({
    ticket: 't',
    url: 'wss://live.example',
  }),
) {
  let now = 0;
  let timers: { at: number; then: () => void }[] = [];
  const lines: (Line & { url: string; said: unknown[]; closed: boolean })[] = [];
  const news: News[] = [];
  const live = new LiveSocket({
    ticket,
    open: (url) => {
      const said: unknown[] = [];
      const line = {
        url,
        said,
        closed: false,
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (text: unknown) => said.push(JSON.parse(String(text))),
        close: () => {
          line.closed = true;
        },
      };
      lines.push(line);
      return line;
    },
    later: (ms, then) => {
      const timer = { at: now + ms, then };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    now: () => now,
    random: () => 1,
  });
  live.onNews((one) => news.push(one));
  const settle = async () => {
    for (let i = 0; i < 5; i += 1) await Promise.resolve();
  };
  const pass = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (!next) break;
      now = next.at;
      timers = timers.filter((one) => one !== next);
      next.then();
      await settle();
    }
    now = until;
  };
  const hear = (frame: object) =>
    lines.at(-1)?.onmessage?.call({} as WebSocket, { data: JSON.stringify(frame) } as MessageEvent);
  const drop = () => lines.at(-1)?.onclose?.call({} as WebSocket, {} as CloseEvent);
  const opened = async () => {
    await settle();
    lines.at(-1)?.onopen?.call({} as WebSocket, {} as Event);
  };
  return { live, lines, news, pass, hear, drop, opened, settle };
}

const ready = { type: 'ready', cursor: 'c1', conversationId: 'v_1', reread: false, viewers: ['u_2'] };

describe('live updates', () => {
  it('say what is shown, and are told what changes', async () => {
    const { live, lines, news, hear, opened } = world();
    live.show('v_1');
    live.start();
    await opened();
    expect(lines[0]?.url).toBe('wss://live.example?ticket=t');
    expect(lines[0]?.said).toEqual([{ type: 'view', inbox: true, conversationId: 'v_1' }]);
    hear(ready);
    hear({
      type: 'changes',
      cursor: 'c2',
      events: [{ type: 'conversation.changed', conversationId: 'v_3' }, { type: 'new thing' }],
    });
    expect(live.state.get()).toBe('live');
    expect(news).toEqual([{ type: 'reread' }, { type: 'conversation.changed', conversationId: 'v_3' }]);
    expect(live.presence.get().people).toEqual([{ userId: 'u_2', typingUntil: 0 }]);
  });

  it('come back with the cursor, and pages read meanwhile', async () => {
    const { live, lines, news, hear, drop, opened, pass, settle } = world();
    live.start();
    await opened();
    hear({ ...ready, conversationId: null });
    news.splice(0);
    drop();
    expect(live.state.get()).toBe('polling');
    await pass(999);
    expect(lines).toHaveLength(1);
    await pass(1);
    await settle();
    expect(lines[1]?.url).toBe('wss://live.example?ticket=t&after=c1');
    await pass(POLL_MS);
    expect(news).toEqual([{ type: 'reread' }]);
    await opened();
    hear({ ...ready, conversationId: null });
    news.splice(0);
    await pass(10 * POLL_MS);
    // The second look at the list, and no poll.
    expect(news).toEqual([{ type: 'reread' }]);
  });

  it('are read every five seconds where there is no socket', async () => {
    const { live, lines, news, pass, settle } = world(async () => 'never');
    live.start();
    await settle();
    await pass(2 * POLL_MS);
    expect(lines).toEqual([]);
    expect(news).toHaveLength(2);
  });

  it('are tried again, ever more slowly, while the service cannot be reached', async () => {
    let tries = 0;
    const { live, pass, settle } = world(() => {
      tries += 1;
      return Promise.reject(new Error('unreachable'));
    });
    live.start();
    await settle();
    await pass(10_000);
    expect(tries).toBe(4);
  });

  it('end when nothing of the inbox is shown', async () => {
    const { live, lines, news, hear, opened, pass } = world();
    live.start();
    await opened();
    live.stop();
    hear(ready);
    await pass(10 * POLL_MS);
    expect(lines[0]?.closed).toBe(true);
    expect(news).toEqual([]);
    expect(live.state.get()).toBe('off');
  });

  it('say one view at a time', async () => {
    const { live, lines, hear, opened } = world();
    live.show('v_1');
    live.start();
    await opened();
    live.show('v_2');
    live.show('v_3');
    expect(lines[0]?.said).toHaveLength(1);
    hear(ready);
    expect(lines[0]?.said.slice(1)).toEqual([{ type: 'view', inbox: true, conversationId: 'v_3' }]);
    expect(live.presence.get()).toEqual({ conversationId: 'v_3', people: [] });
  });

  it('take a socket that does not answer for dead', async () => {
    const { live, lines, hear, opened, pass, settle } = world();
    live.start();
    await opened();
    hear({ ...ready, conversationId: null });
    await pass(PING_MS);
    hear({ type: 'pong' });
    await pass(PONG_MS + 1);
    expect(live.state.get()).toBe('live');
    await pass(PING_MS);
    await pass(1_000);
    await settle();
    expect(lines[0]?.closed).toBe(true);
    expect(live.state.get()).toBe('polling');
    expect(lines).toHaveLength(2);
  });

  it('are heard as bytes, too', async () => {
    const { live, lines, opened } = world();
    live.start();
    await opened();
    const data = new TextEncoder().encode(JSON.stringify({ ...ready, conversationId: null })).buffer;
    lines[0]?.onmessage?.call({} as WebSocket, { data } as MessageEvent);
    expect(live.state.get()).toBe('live');
  });

  it('say that somebody types, not at every key', async () => {
    const { live, lines, hear, opened, pass } = world();
    live.show('v_1');
    live.start();
    await opened();
    hear(ready);
    await pass(10_000);
    live.typing();
    live.typing();
    await pass(3_000);
    live.typing();
    expect(lines[0]?.said.slice(1)).toEqual([{ type: 'typing' }, { type: 'typing' }]);
  });
});

describe('who else is there', () => {
  const said = (state: 'viewing' | 'typing' | 'left', conversationId = 'v_1') => ({
    conversationId,
    userId: 'u_2',
    state,
  });

  it('types for a while, and leaves', () => {
    const typing = presenceAfter(presenceOf('v_1', []), said('typing'), 1_000);
    expect(typing.people).toEqual([{ userId: 'u_2', typingUntil: 8_000 }]);
    expect(presenceAfter(typing, said('left'), 2_000).people).toEqual([]);
  });

  it('is nobody of another conversation', () => {
    const before = presenceOf('v_1', []);
    expect(presenceAfter(before, said('viewing', 'v_2'), 0)).toBe(before);
  });
});

describe('what a socket says', () => {
  it.each([
    '',
    'x',
    'null',
    '[]',
    '{"type":"later"}',
    '{"type":"presence","conversationId":"v","userId":1,"state":"left"}',
    '{"type":"presence","conversationId":"v","userId":"u","state":"gone"}',
  ])('is nothing: %j', (text) => {
    expect(frameOf(text)).toBeNull();
  });

  it('waits longer after each failure, up to half a minute', () => {
    expect([0, 1, 2, 20].map((failures) => waitBeforeTry(failures, 1))).toEqual([
      1_000, 2_000, 4_000, 30_000,
    ]);
    expect(waitBeforeTry(0, 0)).toBe(500);
  });
});
