// The native package fails to install without its download and to load on Node >= 23; either way the portable build answers.
let tf;
try {
  tf = require('tfjs-node-native');
} catch {
  tf = require('@tensorflow/tfjs');
}
module.exports = tf;
