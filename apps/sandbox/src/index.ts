export * from './kernel/calls.js';
export * from './kernel/clock.js';
export * from './kernel/faults.js';
export * from './kernel/store.js';
