import { answerTour } from './tour/answer-tour.ts';
import { runTour } from './tour/run-tour.ts';

// Shows on a running local cloud how customers are answered.
await runTour('answer-tour', answerTour);
