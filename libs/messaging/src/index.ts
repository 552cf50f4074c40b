export * from './transport.js';
export { createEmbeddedTransport, type EmbeddedTransportOptions } from './embedded-transport.js';
export { createKafkaTransport, type KafkaTransportOptions } from './kafka-transport.js';
export { retryDelayMs } from './back-off.js';
export { createLanes, placesOf, type LaneOutcome, type Lanes } from './lanes.js';
export { concerns, createDelivery, type Parcel } from './delivery.js';
export { redrive, type Queryable } from './dead-letters.js';
export { alreadyHandled, forgetHandled, markHandled } from './inbox.js';
