import { decisionOf } from '../consent-page.ts';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { NOT_FOUND } from './answers.ts';
import type { Line } from './memory.ts';

/**
 * `developers.line.biz/console/channel/{channelId}/messaging-api`: what only a person can do, the switch "Use webhook". Form fields:
 * `useWebhook` (`on` or `off`), and, of this sandbox only, `used`: how many messages of the month are used up.
 */
export function consolePage({ memory }: Line, request: SandboxRequest): SandboxAnswer {
  const channelId = /^\/console\/channel\/(\d+)\/messaging-api$/.exec(request.path)?.[1];
  const official = memory.officials.find((candidate) => candidate.channelId === channelId);
  if (!official) return NOT_FOUND;
  const form = decisionOf(request);
  const choice = form?.get('useWebhook');
  if (choice) official.webhook.active = choice === 'on';
  const used = form?.get('used');
  if (used) official.pushed = Number(used);
  const { active } = official.webhook;
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LINE Developers (sandbox)</title></head>
<body style="font-family:system-ui;max-width:32rem;margin:3rem auto"><h1>${official.displayName}</h1>
<p>Channel ${official.channelId}. Use webhook is <strong>${active ? 'on' : 'off'}</strong>.</p>
<form method="post"><button name="useWebhook" value="${active ? 'off' : 'on'}">Switch it ${active ? 'off' : 'on'}</button></form>
</body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
