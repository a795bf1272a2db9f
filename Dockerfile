# Lambda image with the two functions of recompra: etl.handler (default) and predict.handler (by CMD override).
# For a build that is the same tomorrow, name the base by its digest: --build-arg BASE_IMAGE=…/nodejs@sha256:…
ARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:22

FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
COPY deploy/tfjs-node deploy/tfjs-node
# npm takes the native packages of the architecture it runs on; no package's install script is run.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY src src
COPY deploy/bundle.ts deploy/bundle.ts
RUN node_modules/.bin/tsx deploy/bundle.ts /build/task && rm /build/task/*.metafile.json

FROM ${BASE_IMAGE}
# Git commit of the sources, for run.json: --build-arg COMMIT=$(git rev-parse HEAD)
ARG COMMIT=
ENV RECOMPRA_COMMIT=${COMMIT}
COPY --from=build /build/task ${LAMBDA_TASK_ROOT}
CMD ["etl.handler"]
