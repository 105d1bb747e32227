import { answerTour } from '../../local/tour/answer-tour.ts';
import { tourLogins } from '../../local/tour/logins.ts';
import { endpoints } from './support/cloud.ts';

describe('a customer is answered, once, and the timeline says the truth', () => {
  it.each(tourLogins)(
    '$title',
    async ({ key }) => {
      const lines: string[] = [];
      await answerTour(endpoints, { platforms: [key], say: (line) => lines.push(line) });
      expect(lines.at(-1)).toMatch(/^ {2}phone {5}/);
    },
    120_000,
  );
});
