import { instant, type CallWindow, type Clock } from '@abgleich/domain';
export const systemClock: Clock = { now: () => instant(Date.now()) };
export const createQuietWindow = (_setting: string): CallWindow => ({ closedUntil: () => null });
