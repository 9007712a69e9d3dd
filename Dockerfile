# syntax=docker/dockerfile:1
# The shipped server. Everything is made in the first stage, on the machine that builds; the image itself
# only copies, so that it is made for any architecture without emulation.

FROM --platform=$BUILDPLATFORM node:22-bookworm-slim AS build
WORKDIR /build
COPY . .
# Pages say where they are to be found, so that the address is known here.
ARG FOOTFALL_PUBLIC_URL=""
RUN --mount=type=cache,target=/root/.npm node cli/setup.mjs build
ARG TARGETARCH
RUN --mount=type=cache,target=/root/.npm \
    node node_modules/tsx/dist/cli.mjs cli/image.ts --arch "$TARGETARCH" --to /image \
    && mkdir /lake

FROM node:22-bookworm-slim
COPY --from=build /image /app
# The lake of local mode, for a volume. In aws mode nothing is written, and the root may be read-only.
COPY --from=build --chown=1000:1000 /lake /data
WORKDIR /app
ENV NODE_ENV="production" \
    NEXT_TELEMETRY_DISABLED="1" \
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED="true" \
    FOOTFALL_HOST="0.0.0.0" \
    FOOTFALL_DATA_DIR="/data" \
    PORT="3000"
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT||3000)+'/api/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--max-semi-space-size=32", "dist/main.js", "--live", "0"]
