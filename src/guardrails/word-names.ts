/**
 * Names of people that are words of English as well, in lower case. Written with a capital at the start of a
 * sentence or in a headline, they may be either.
 */
export const WORD_NAMES: ReadonlySet<string> = new Set(
  `amber angel april archer art ash august autumn baker banks bill bird bishop black bond brook brooks brown bush
  carpenter carter cash chance charity chase christian clay cliff cook cooper cotton cruise crystal daisy dale
  dawn day dean destiny drew duke earl east faith farmer field fields fisher flora flower ford forest fox frank
  garden gene ginger glen gold grace grant gray green guy hall harmony harper hazel heath heather hill holiday
  holly honor hope hunter iris ivory ivy jack jade jasmine jay jewel joy king knight lake lamb law lily little long
  love luck mark marks mason may melody mercy miles miller mills moon north olive page parker pat patience pearl
  penny piper poppy porter potter price prince rain ray reed rich river rob robin rocky rose rosemary ruby rusty
  sage sandy sharp shepherd short silver singer skip sky smith spring star stone storm strong summer sunny swift
  taylor temple trinity van victor violet wade walker ward waters weaver wells west white will win winter wise
  wolf wood woods wren young`.split(/\s+/),
);
