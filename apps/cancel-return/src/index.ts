export * from './cancel-return.js';
export * from './cancel-return.module.js';
