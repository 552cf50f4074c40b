import { instant, type Clock } from '@abgleich/domain';

/** The machine's clock: the only place of the product that reads it. Everyone else receives `now`. */
export const systemClock: Clock = { now: () => instant(Date.now()) };
