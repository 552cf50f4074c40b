import type { ServiceDescription } from './describe-service.js';
import type { SoapCall, SoapResult } from './soap-caller.js';

/** The way to one pixi database, below limits, window and mapping. Default: SOAP over HTTP. */
export interface PixiWire {
  /** One call. Throws nothing: how it ended is in the result. */
  call(wanted: SoapCall): Promise<SoapResult>;
  /** What the database offers, by its WSDL. Throws `Fault`. */
  readonly describe: () => Promise<ServiceDescription>;
}
