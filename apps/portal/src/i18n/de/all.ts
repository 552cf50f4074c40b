import { core } from './core.js';
import { inside } from './inside.js';

/** Every text, for types, tests and tools; the pages load `core` at once and `inside` behind the sign-in. */
export const de = { ...core, ...inside };
