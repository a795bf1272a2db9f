"""The work of `recompra etl` from S3 to S3 the Python way: boto3, pandas, pyarrow.

python pandas_s3_etl.py ENDPOINT BUCKET KEY_IN KEY_OUT
"""

import io
import sys
from pathlib import Path

import boto3

sys.path.insert(0, str(Path(__file__).parent.parent / "etl"))
import pandas_etl  # noqa: E402


def main(endpoint: str, bucket: str, key_in: str, key_out: str) -> None:
    s3 = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    body = io.BytesIO(s3.get_object(Bucket=bucket, Key=key_in)["Body"].read())
    parquet = io.BytesIO()
    # pandas closes what it has written to; the bytes are still wanted.
    parquet.close = lambda: None
    pandas_etl.main(body, parquet)
    parquet.seek(0)
    s3.upload_fileobj(parquet, bucket, key_out)


if __name__ == "__main__":
    main(*sys.argv[1:])
