"use strict";
// Loaded into the jsii kernel with NODE_OPTIONS=--require. The provider library's index.js requires
// all of its 2,200 modules at once (3 s, 540 MB); this turns each into a getter that loads at first use.
// Nothing on disk is changed. See docs/adr/0003-fast-bindings.md.
const Module = require("node:module");

const BARREL = /[\\/]@cdktf[\\/]provider-aws[\\/]lib[\\/]index\.js$/;
const EAGER = /^exports\.(\w+) = require\("(\.\/[\w./-]+)"\);$/gm;
const LAZY =
  'Object.defineProperty(exports, "$1", { configurable: true, enumerable: true, get() { return require("$2"); } });';

const compile = Module.prototype._compile;
Module.prototype._compile = function (source, filename, ...rest) {
  if (!BARREL.test(filename)) return compile.call(this, source, filename, ...rest);
  // The barrel first sets every export to undefined, in chained assignments: only the requires are changed.
  const lazy = source.replace(EAGER, LAZY);
  if (lazy === source) {
    process.stderr.write("aldeia: the provider library is laid out differently; loading all of it (slow, but right)\n");
  }
  return compile.call(this, lazy, filename, ...rest);
};
