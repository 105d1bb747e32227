import { answerTour } from '../../local/tour/answer-tour.ts';
import { tourLogins } from '../../local/tour/logins.ts';
import { endpoints } from './support/cloud.ts';

const ALL = 'text, image, video, audio, file';
const FILMS = 'text, image, video';
const PICTURES = 'text, image';

/** What has to go which way, so that a manifest that loses a kind does not make this test shorter. */
const KINDS: Readonly<Record<string, { readonly inbound: string; readonly outbound: string }>> = {
  'facebook/facebook': { inbound: ALL, outbound: ALL },
  'instagram/instagram': { inbound: ALL, outbound: ALL },
  'instagram/facebook': { inbound: ALL, outbound: ALL },
  'lazada/seller': { inbound: FILMS, outbound: PICTURES },
  'line/channel': { inbound: ALL, outbound: 'text, image, video, audio' },
  'line/module': { inbound: ALL, outbound: 'text, image, video, audio' },
  'shopee/in_house': { inbound: FILMS, outbound: FILMS },
  'tiktok/shop': { inbound: FILMS, outbound: PICTURES },
  'tiktok/business': { inbound: FILMS, outbound: PICTURES },
};

describe('a customer is answered, once, with words and files, and the timeline says the truth', () => {
  it.each(tourLogins)(
    '$title',
    async ({ key, title }) => {
      const lines: string[] = [];
      await answerTour(endpoints, { platforms: [key], say: (line) => lines.push(line) });
      const { inbound, outbound } = KINDS[key] ?? {};
      expect(lines.at(-1)).toBe(
        `  answered  ${title}: the customer sent ${inbound}; the agent sent ${outbound}`,
      );
      const refusals = lines.filter((line) => line.includes('422 kind_not_supported'));
      expect(refusals).toHaveLength(outbound === ALL ? 0 : 1);
    },
    120_000,
  );
});
