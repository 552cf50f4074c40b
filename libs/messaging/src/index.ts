export * from './transport.js';
export { createEmbeddedTransport, type EmbeddedTransportOptions } from './embedded-transport.js';
export { createKafkaTransport, type KafkaTransportOptions } from './kafka-transport.js';
export { redrive, type Queryable } from './dead-letters.js';
export { alreadyHandled, forgetHandled, markHandled } from './inbox.js';
