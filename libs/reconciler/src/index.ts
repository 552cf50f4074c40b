export * from './capture-invoice.js';
export * from './look-up.js';
export * from './note-failure.js';
export * from './parts.js';
export * from './poll.js';
export * from './recheck.js';
export * from './release-order.js';
export * from './try-later.js';
