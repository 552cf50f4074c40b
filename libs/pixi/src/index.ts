export {
  PIXI_PROCEDURES,
  REQUIRED_PROCEDURES,
  type PixiProcedureName,
} from './mapping/pixi-procedures.js';
export type {
  PixiColumn,
  PixiMark,
  PixiParam,
  PixiProcedure,
  PixiRowSet,
  PixiSqlType,
  PixiSuccess,
} from './mapping/procedure-definition.js';
export { escapeWireName, unescapeWireName } from './mapping/wire-name.js';
export { pixiWsdl, type PixiWsdlOptions } from './pixi-wsdl.js';
export { createPixiGateway, type PixiGateway } from './create-pixi-gateway.js';
export type { ConnectionCheck } from './gateway/check-connection.js';
export type { ConnectionProbe, ProbeWish } from './gateway/probe-connection.js';
export { builtInDescription, type ServiceDescription } from './service/describe-service.js';
export type { PixiWire } from './service/pixi-wire.js';
export type { SoapAnswer, SoapCall, SoapResult } from './service/soap-caller.js';
export { DEFAULTS as PIXI_DEFAULTS, type PixiGatewayOptions } from './service/pixi-options.js';
