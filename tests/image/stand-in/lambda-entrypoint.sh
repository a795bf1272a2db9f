#!/bin/sh
# As AWS's: under Lambda the runtime alone, elsewhere behind the emulator on port 8080.
if [ $# -ne 1 ]; then
  echo "entrypoint requires the handler name to be the first argument" 1>&2
  exit 142
fi
export _HANDLER="$1"
if [ -z "${AWS_LAMBDA_RUNTIME_API}" ]; then
  # shellcheck disable=SC2086
  exec /usr/local/bin/aws-lambda-rie ${STAND_IN_RIE_OPTIONS} /var/runtime/bootstrap
fi
exec /var/runtime/bootstrap
