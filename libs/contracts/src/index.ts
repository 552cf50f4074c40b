export * from './events.js';
export * from './portal-api.js';
