import { expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { createQuietWindow } from './quiet-window.js';
import {
  CLOCK,
  QUIET_WINDOW,
  SchedulingModule,
  TICKERS,
  type Tickers,
} from './scheduling.module.js';
import { systemClock } from './system-clock.js';

it('gives a Nest application its clock, its quiet window and tickers that tick', async () => {
  const window = createQuietWindow('off');
  const module = await Test.createTestingModule({
    imports: [SchedulingModule.forRoot({ clock: systemClock, window })],
  }).compile();
  const app = await module.init();
  expect([app.get(CLOCK), app.get(QUIET_WINDOW)]).toEqual([systemClock, window]);
  const tickers = app.get<Tickers>(TICKERS);
  await new Promise<void>((resolve) => {
    const tick = async (): Promise<void> => resolve();
    const onError = (error: unknown): void => {
      throw error;
    };
    tickers({ name: 'spec', everyMs: 20, tick, onError }).start();
  });
  await app.close(); // clears the registry's timers: the process can end
});
