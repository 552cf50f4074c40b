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
