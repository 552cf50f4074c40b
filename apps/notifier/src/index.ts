export * from './notifier.js';
export * from './notifier.module.js';
