import { CLAUSES, RECIPIENTS, SUBPROCESSORS } from '../../../../lambdas/runtime/public-pages/published.ts';
import { PublicPagesWorld } from '../../../support/public-pages-world.ts';

const world = new PublicPagesWorld();

describe('the public pages', () => {
  it('GET /privacy has every clause in Thai and English, the date, the contact, the ways on, and what cookies there are', async () => {
    const { statusCode, body = '' } = await world.get('/privacy');
    expect(statusCode).toBe(200);
    const text = body.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
    for (const { id, th, en } of CLAUSES) {
      expect(text).toContain(`<li>${th} (${id})</li>`);
      expect(text).toContain(`<li>${en} (${id})</li>`);
    }
    expect(body).toContain('Last updated 29 April 2026');
    expect(body).toContain('29 เมษายน 2569');
    expect(body).toContain('support@kaojai.ai');
    expect(body).toContain('href="/privacy/request"');
    expect(body).toContain('href="/privacy/subprocessors"');
    expect(body).toMatch(/Cookies[\s\S]*no cookies for analytics, advertising or tracking/);
  });

  it('GET /privacy/subprocessors names each with function, region, agreement and review, and the platforms apart', async () => {
    const { body = '' } = await world.get('/privacy/subprocessors');
    for (const one of SUBPROCESSORS)
      for (const part of [one.name, one.region, one.agreement, one.reviewDate]) expect(body).toContain(part);
    for (const { name, legalEntity } of RECIPIENTS)
      expect(body).toContain(`<li>${name} (${legalEntity})</li>`);
    expect(body).toContain('may not use platform data for marketing');
  });

  it('work without a script, set no cookie, load nothing and cannot be framed', async () => {
    for (const path of ['/privacy', '/privacy/subprocessors', '/privacy/request']) {
      const { headers = {}, cookies, body = '' } = await world.get(path);
      expect(cookies).toBeUndefined();
      expect(Object.keys(headers)).not.toContain('set-cookie');
      expect(body).not.toMatch(/<(script|img|iframe|link)/);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; .*frame-ancestors 'none'/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('S08: only the form may be sent, and only to this site, with its origin', async () => {
    const form = await world.get('/privacy/request');
    expect(form.headers?.['content-security-policy']).toContain("form-action 'self'");
    expect(form.headers?.['referrer-policy']).toBe('same-origin');
    const policy = await world.get('/privacy');
    expect(policy.headers?.['content-security-policy']).toContain("form-action 'none'");
  });

  it('do not exist elsewhere', async () => {
    expect((await world.get('/privacy/else')).statusCode).toBe(404);
  });
});
