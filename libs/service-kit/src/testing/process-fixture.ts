import { setTimeout as pause } from 'node:timers/promises';
import { readSettings } from '../read-settings.js';
import { baseSettings } from '../base-settings.js';
import { createLog } from '../create-log.js';
import { runProcess, type Stoppable } from '../run-process.js';

/** What the process under test does, by its first argument. Standard output tells how far it came. */
const STORIES: Record<string, () => Promise<Stoppable>> = {
  works: async () => ready(async () => pause(50)),
  'stops-with-error': async () => ready(async () => Promise.reject(new Error('would not stop'))),
  'forgets-a-promise': async () => {
    void Promise.reject(new Error('nobody looked'));
    return ready(async () => undefined);
  },
  'lacks-settings': async () => {
    readSettings(baseSettings, { PORT: 'hunter2' });
    return ready(async () => undefined);
  },
  'cannot-start': async () => Promise.reject(new Error('the disk is full')),
};

function ready(work: () => Promise<unknown>): Stoppable {
  const alive = setInterval(() => undefined, 60_000);
  console.log('ready');
  return {
    stop: async () => {
      clearInterval(alive);
      await work();
      console.log('stopped');
    },
  };
}

const story = STORIES[process.argv[2] ?? ''];
if (story === undefined) throw new Error('no such story');
runProcess(createLog('fixture'), story);
