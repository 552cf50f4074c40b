export { createSandboxWorld, type BuiltWorld, type WorldOptions } from './create-world.js';
export { checkOut, checkoutSchema, type CheckedOut, type Checkout } from './control/checkout.js';
export type { SandboxWorld } from './control/sandbox-world.js';
export { createDemoTraffic, type DemoOptions, type DemoTraffic } from './demo/demo-traffic.js';
export { answerTree, resultOf, type ParsedAnswer } from './pixi/soap/answer-tree.js';
export type { UnzerEvent } from './unzer/ledger-state.js';
export type { ArrivedRequest } from './unzer/unzer-answerer.js';
export * from './kernel/calls.js';
export * from './kernel/clock.js';
export * from './kernel/faults.js';
export * from './kernel/store.js';
export { sandboxSeed, type SandboxSeed, type SeededConfiguration } from './seed.js';
export { mailCertificateFile } from './smtp/kept-certificate.js';
export { startMailServer, type MailServer, type ReceivedMail } from './smtp/mail-server.js';
export { selfSigned } from './smtp/self-signed.js';
export {
  startSandbox,
  type Sandbox,
  type SandboxOptions,
  type SandboxPorts,
} from './start-sandbox.js';
export { tellTruth, type Truth } from './truth/tell-truth.js';
