// SPDX-License-Identifier: MIT

// The servers of bench/io on tokio: echo, and hello by hyper.
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::{Request, Response, service::service_fn};
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

async fn echo(mut stream: TcpStream) -> std::io::Result<()> {
    let bulk = std::env::var("BULK").is_ok();
    let mut buffer = vec![0; if bulk { 65536 } else { 4096 }];
    loop {
        let n = stream.read(&mut buffer).await?;
        if n == 0 {
            return Ok(());
        }
        stream.write_all(&buffer[..n]).await?;
    }
}

async fn hello(_: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let body = Full::new(Bytes::from_static(b"Hello, world!"));
    Ok(Response::builder()
        .header("Content-Type", "text/plain")
        .body(body)
        .unwrap())
}

async fn answer(stream: TcpStream) {
    let _ = hyper::server::conn::http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service_fn(hello))
        .await;
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let is_hello = std::env::args().nth(1).as_deref() == Some("hello");
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("listens at {}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        if is_hello {
            tokio::spawn(answer(stream));
        } else {
            tokio::spawn(echo(stream));
        }
    }
}
