import { connectTour } from './tour/connect-tour.ts';
import { runTour } from './tour/run-tour.ts';

// Shows on a running local cloud how accounts are connected and disconnected.
await runTour('connect-tour', connectTour);
