export * from './capture.js';
export * from './capture.module.js';
