import { readdirSync, readFileSync } from 'node:fs';
import { CannotSynthesise, checkSettings, readStage } from '../../lib/config.ts';

const development = JSON.parse(readFileSync('stages/development.json', 'utf8'));
const local = JSON.parse(readFileSync('stages/local.json', 'utf8'));

describe('settings of a stage', () => {
  test.each(readdirSync('stages').map((file) => file.replace('.json', '')))('%s is valid', (stage) => {
    expect(readStage(stage).stage).toBe(stage);
  });

  test('an unknown stage names the file that is missing', () => {
    expect(() => readStage('staging')).toThrow(
      new CannotSynthesise('There is no stage "staging": stages/staging.json does not exist.'),
    );
  });

  test.each<[string, object, string]>([
    ['a missing field', { region: undefined }, '"region" is missing. Allowed: an AWS region such as'],
    ['a wrong type', { requireMfa: 'yes' }, '"requireMfa" is "yes". Allowed: true or false.'],
    ['a nested value', { throttle: { rate: 0, burst: 5 } }, '"throttle.rate" is 0. Allowed: a whole number'],
    ['a fraction', { workerMaxConcurrency: 2.5 }, '"workerMaxConcurrency" is 2.5. Allowed: a whole number'],
    [
      'a key life that no promise allows',
      { keyLifeSeconds: 301 },
      '"keyLifeSeconds" is 301. Allowed: a whole number from 1',
    ],
    ['a missing group', { stateful: undefined }, '"stateful" is missing. Allowed: an object with retain'],
    ['an unknown field', { regoin: 'x' }, 'unknown field "regoin". Known: stage, region, account'],
    [
      'an unknown nested field',
      { stateful: { retain: true, deletionProtection: true, keep: 1 } },
      'unknown field "stateful.keep". Known: retain, deletionProtection.',
    ],
    [
      'days that CloudWatch lacks',
      { logRetentionDays: 10 },
      '"logRetentionDays" is 10. Allowed: one of 1, 3, 5',
    ],
    [
      'a slash at the end',
      { publicBaseUrl: 'https://a.co/' },
      '"publicBaseUrl" is "https://a.co/". Allowed: an',
    ],
    [
      'http outside local',
      { publicBaseUrl: 'http://a.co' },
      '"publicBaseUrl" is "http://a.co". Allowed: an https',
    ],
    [
      'egress outside local',
      { egressBase: 'http://a.co' },
      '"egressBase" is "http://a.co". Allowed: nothing',
    ],
    ["another stage's name", { stage: 'production' }, '"stage" is "production". Allowed: "development"'],
    [
      'an account of 11 digits',
      { account: '12345678901' },
      '"account" is "12345678901". Allowed: twelve digits.',
    ],
    [
      'a custom domain that is not the public address',
      {
        customDomain: {
          domainName: 'api.example.com',
          certificateArn: 'arn:aws:acm:ap-southeast-1:111122223333:certificate/a-b',
        },
      },
      '"publicBaseUrl" is "https://development.kaojai.ai". Allowed: "https://api.example.com"',
    ],
    [
      'a name as the sender of letters',
      { mailFrom: 'KaoJai <no-reply@example.com>' },
      '"mailFrom" is "KaoJai <no-reply@example.com>". Allowed: an email address',
    ],
    [
      'two targets of alarms',
      { alarmEmail: 'ops@example.com', alarmTopicArn: 'arn:aws:sns:ap-southeast-1:111122223333:ops' },
      '"alarmTopicArn" is "arn:aws:sns:ap-southeast-1:111122223333:ops". Allowed: nothing: alarmEmail is set',
    ],
  ])('%s is refused with file, field, value and what is allowed', (_, change, sentence) => {
    const check = () => checkSettings('stages/development.json', { ...development, ...change });
    expect(check).toThrow(CannotSynthesise);
    expect(check).toThrow(`stages/development.json: ${sentence}`);
  });

  test('every mistake is named, not only the first', () => {
    const check = () =>
      checkSettings('stages/development.json', { ...development, region: 1, requireMfa: 2 });
    expect(check).toThrow(/"region" is 1\..*\n.*"requireMfa" is 2\./);
  });

  test('something that is no object is refused', () => {
    expect(() => checkSettings('stages/development.json', [])).toThrow('stages/development.json holds []');
  });

  test('the local stage takes http and a place for outgoing calls', () => {
    expect(checkSettings('stages/local.json', local).egressBase).toMatch(/^http:/);
  });

  test('files are scanned where the stage says so, and nowhere else', () => {
    expect(readStage('production').malwareScan).toBeUndefined();
    expect(checkSettings('stages/development.json', { ...development, malwareScan: true }).malwareScan).toBe(
      true,
    );
  });

  test('a stage names whom letters come from, or nobody', () => {
    const mailFrom = 'no-reply@example.com';
    expect(checkSettings('stages/development.json', { ...development, mailFrom }).mailFrom).toBe(mailFrom);
    expect(readStage('production').mailFrom).toBeUndefined();
    expect(local.mailFrom).toMatch(/@kaojai\.example$/);
  });

  test('the command line replaces addresses, which are checked like those of the file', () => {
    const publicBaseUrl = 'http://127.0.0.1:4800';
    expect(readStage('local', { publicBaseUrl, egressBase: undefined })).toEqual({ ...local, publicBaseUrl });
    expect(() => readStage('local', { egressBase: 'nowhere' })).toThrow('"egressBase" is "nowhere"');
  });
});
